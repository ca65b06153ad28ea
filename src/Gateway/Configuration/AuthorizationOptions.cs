using System.Collections.Immutable;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.Configuration;

/// <summary>What users other than the administrator may do: the first rule that matches decides, without one it is denied.</summary>
internal sealed class AuthorizationOptions
{
    public const string Section = "Authorization";

    public ImmutableArray<AuthorizationRule> Rules { get; set; } = AuthorizationRule.Defaults;
}
