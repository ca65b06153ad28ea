using System.Collections.Immutable;

namespace EventPlatform.Contracts.Accounts;

/// <summary>An account as everybody may know it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Username">User name; a renamed account keeps its id.</param>
/// <param name="DisplayName">Shown name; default the user name.</param>
/// <param name="Enabled">Whether it may log in.</param>
/// <param name="Roles">Its roles, for authorization.</param>
/// <param name="ExtensionId">The extension it is bound to, or null.</param>
/// <param name="KeyVersion">
/// Number of the directory's last change that ends this account's sessions: its creation, a change of its password, or that it was
/// disabled or enabled. Sessions of an older one are over; a number never comes again, also when the id is used again.
/// </param>
[GenerateSerializer, Immutable, Alias("ep.Account")]
public sealed record Account(
    [property: Id(0)] Guid Id,
    [property: Id(1)] string Username,
    [property: Id(2)] string DisplayName,
    [property: Id(3)] bool Enabled,
    [property: Id(4)] ImmutableArray<string> Roles,
    [property: Id(5)] Guid? ExtensionId,
    [property: Id(6)] long KeyVersion);
