using System.Collections.ObjectModel;

namespace EventPlatform.EndToEnd.Tests.Conformance.Format;

/// <summary>Where a connection is opened, and with what. Nothing of it counts where lines are spoken, but <see cref="Over"/>.</summary>
internal sealed record Entrance
{
    internal static readonly Entrance Default = new();

    /// <summary>Of the upgrade, with its query, or only a query; null: that of the interface.</summary>
    internal string? Path { get; init; }

    /// <summary>At the HTTP port instead of the External API's; the event feed always is.</summary>
    internal bool IsOnHttp { get; init; }

    /// <summary>Whatever the column says; null: as it says.</summary>
    internal Transport? Over { get; init; }

    /// <summary>null: what the interface needs, if anything.</summary>
    internal Credentials? Credentials { get; init; }

    /// <summary>Further headers of the upgrade, or others for those that are usual; an empty text leaves one out.</summary>
    internal IReadOnlyDictionary<string, string> Headers { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}
