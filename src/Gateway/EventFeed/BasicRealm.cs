using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using EventPlatform.Gateway.Configuration;
using Microsoft.Extensions.Primitives;

namespace EventPlatform.Gateway.EventFeed;

/// <summary>The realm's own user and password, by HTTP Basic (RFC 7617).</summary>
/// <param name="settings">The settings as they are now.</param>
internal sealed class BasicRealm(Func<PlatformOptions> settings) : IFeedRealm
{
    public ValueTask<RealmAnswer> Check(StringValues authorization, CancellationToken cancellationToken) =>
        new(IsAdmitted(authorization, settings().Auth.Realm) ? RealmAnswer.Admitted : RealmAnswer.Unauthorized);

    private static bool IsAdmitted(StringValues authorization, RealmOptions realm)
    {
        if (authorization is not [{ } header]
            || !AuthenticationHeaderValue.TryParse(header, out var value)
            || !"Basic".Equals(value.Scheme, StringComparison.OrdinalIgnoreCase)
            || value.Parameter is null)
        {
            return false;
        }

        var given = new byte[value.Parameter.Length];
        return Convert.TryFromBase64String(value.Parameter, given, out var length)
            && CryptographicOperations.FixedTimeEquals(given.AsSpan(0, length), Encoding.UTF8.GetBytes($"{realm.User}:{realm.Password}"));
    }
}
