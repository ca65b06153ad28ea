using System.Text;

namespace EventPlatform.Gateway.ExternalApi.Commands;

/// <summary>A field of a command's data.</summary>
internal sealed record CommandField(string Name, FieldKind Kind, bool IsMandatory = false)
{
    /// <summary>Least value of an integer.</summary>
    public long Min { get; init; } = long.MinValue;

    /// <summary>Greatest value of an integer.</summary>
    public long Max { get; init; } = long.MaxValue;

    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(Name);
}
