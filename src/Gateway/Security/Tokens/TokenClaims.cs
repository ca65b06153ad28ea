using System.Collections.Immutable;

namespace EventPlatform.Gateway.Security.Tokens;

/// <summary>What a token that was verified says.</summary>
/// <param name="User">User name.</param>
/// <param name="Roles">Its roles.</param>
/// <param name="EndsAt">Its <c>exp</c>.</param>
/// <param name="Key">Names the key that has signed it, see <see cref="TokenKeys.Has"/>.</param>
internal sealed record TokenClaims(string User, ImmutableHashSet<string> Roles, DateTimeOffset EndsAt, string Key);
