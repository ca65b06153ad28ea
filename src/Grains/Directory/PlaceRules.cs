using EventPlatform.Contracts;
using EventPlatform.Contracts.Directory;

namespace EventPlatform.Grains.Directory;

/// <summary>What the values of a place may be, whatever else there is.</summary>
internal static class PlaceRules
{
    /// <summary>Most extensions of a tenant.</summary>
    internal const int ExtensionsMax = 10_000;

    /// <summary>The first value that is wrong.</summary>
    internal static Refusal? Check(PlaceKind kind, PlaceValues values)
    {
        if (NameRules.CheckName(values.Name) is { } wrongName)
        {
            return new Refusal(RefusalKind.Invalid, "name", wrongName);
        }

        var wrongDetail = kind switch
        {
            PlaceKind.Status => CheckType(values.Detail),
            PlaceKind.Extension => values.Detail is { } text ? NameRules.CheckDisplayName(text) : null,
            _ => null,
        };
        return wrongDetail is null ? null : new Refusal(RefusalKind.Invalid, "detail", wrongDetail);
    }

    /// <summary>Why the text is no type of a status.</summary>
    internal static string? CheckType(string? type) =>
        type is not null && StatusTypes.All.Contains(type) ? null : $"must be one of {string.Join(", ", StatusTypes.All)}";
}
