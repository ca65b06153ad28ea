using System.Collections.Immutable;

namespace EventPlatform.Gateway.LiveApi.Rest;

/// <summary>The base, and the other one that stands for its <c>config</c> (docs/protocols/live-api.md, 2).</summary>
internal static class LiveApiPaths
{
    /// <summary>What all paths begin with.</summary>
    public const string RestBase = "/communication_manager/rest";

    /// <summary>What paths of the Configuration API begin with.</summary>
    public const string ConfigBase = RestBase + "/config";

    private static readonly string?[] Base = ["communication_manager", "rest"];

    private static readonly string?[] ConfigurationAlias = ["communication_manager", "api", "resource"];

    /// <summary>The segments below the base; null when the path is not of this front end.</summary>
    public static ImmutableArray<string?>? Below(RequestTarget target)
    {
        var segments = target.Segments.AsSpan();
        if (segments.StartsWith(Base))
        {
            return target.Segments[Base.Length..];
        }

        return segments.StartsWith(ConfigurationAlias) ? ["config", .. segments[ConfigurationAlias.Length..]] : null;
    }
}
