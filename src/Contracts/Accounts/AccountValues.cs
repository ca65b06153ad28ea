using System.Collections.Immutable;

namespace EventPlatform.Contracts.Accounts;

/// <summary>
/// What a client gives of an account (docs/protocols/live-api.md, 3). Null members keep their value, in a new account the default.
/// </summary>
/// <param name="Username">User name, a name other than <c>*</c>; a new account must have one.</param>
/// <param name="DisplayName">Shown name; default the user name.</param>
/// <param name="Enabled">Whether it may log in; default true.</param>
/// <param name="Roles">Its roles, each a name; default none.</param>
/// <param name="HasExtension">Whether <paramref name="ExtensionId"/> is given, be it null.</param>
/// <param name="ExtensionId">The extension to bind it to, null for none.</param>
/// <param name="PasswordHash">Salted hash of its password; made by the door, which alone sees the password.</param>
[GenerateSerializer, Immutable, Alias("ep.AccountValues")]
public sealed record AccountValues(
    [property: Id(0)] string? Username,
    [property: Id(1)] string? DisplayName,
    [property: Id(2)] bool? Enabled,
    [property: Id(3)] ImmutableArray<string>? Roles,
    [property: Id(4)] bool HasExtension,
    [property: Id(5)] Guid? ExtensionId,
    [property: Id(6)] string? PasswordHash)
{
    /// <summary>Without the hash, which no log is to show.</summary>
    public override string ToString() => $"AccountValues {Username}";
}
