namespace EventPlatform.Gateway.LiveApi.Documents;

/// <summary>The member <c>password</c>, which is read and never written (docs/protocols/live-api.md, 3).</summary>
internal static class PasswordMember
{
    private const int CharactersMin = 8;
    private const int CharactersMax = 256;

    /// <summary>A plain password; null without one or when it is wrong.</summary>
    public static string? Read(ObjectReader reader)
    {
        var password = reader.Text("password");
        if (password?.EnumerateRunes().Count() is < CharactersMin or > CharactersMax)
        {
            reader.Wrong("password", $"must have {CharactersMin} to {CharactersMax} characters");
        }

        return password;
    }
}
