using System.Text;

namespace EventPlatform.Testing.Clients;

/// <summary>HTTP Basic (RFC 7617).</summary>
public static class BasicCredentials
{
    public static string Header(string user, string password) =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
}
