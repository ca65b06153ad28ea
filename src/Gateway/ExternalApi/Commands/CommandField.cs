using System.Text;

namespace EventPlatform.Gateway.ExternalApi.Commands;

/// <summary>A field of a command's data.</summary>
/// <param name="Name">Name, case-sensitive.</param>
/// <param name="Kind">What it takes.</param>
/// <param name="IsMandatory">Whether it must be given; <c>null</c> counts as given.</param>
public sealed record CommandField(string Name, FieldKind Kind, bool IsMandatory = false)
{
    /// <summary>Least value of an integer.</summary>
    public long Min { get; init; } = long.MinValue;

    /// <summary>Greatest value of an integer.</summary>
    public long Max { get; init; } = long.MaxValue;

    internal byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(Name);

    /// <summary>What else must hold of a value of the right kind.</summary>
    internal FieldRule? Rule { get; init; }
}
