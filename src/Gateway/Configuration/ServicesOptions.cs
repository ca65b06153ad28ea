using System.Collections.Immutable;

namespace EventPlatform.Gateway.Configuration;

/// <summary>The services, which are separate event buses. The section is the list itself.</summary>
internal sealed class ServicesOptions
{
    public const string Section = "Services";

    /// <summary>The service of a login that names none, and of <c>/rpc</c>.</summary>
    public const string Default = "default";

    /// <summary>Names of 1 to 32 characters <c>a-z 0-9 _ -</c> that sessions and events may use, in the order given.</summary>
    public ImmutableArray<string> Names { get; set; } = [Default];
}
