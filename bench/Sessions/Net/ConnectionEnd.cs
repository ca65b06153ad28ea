namespace EventPlatform.Bench.Sessions.Net;

/// <summary>How a connection ended.</summary>
/// <param name="Code">The close code of RFC 6455 7.4.1; on lines 1005, there are none.</param>
/// <param name="Detail">What went wrong; null: it ended in an orderly way.</param>
internal readonly record struct ConnectionEnd(int Code, string? Detail = null)
{
    internal const int Normal = 1000;
    internal const int NoCode = 1005;
    internal const int Gone = 1006;

    public override string ToString() => Detail is null ? $"closed with {Code}" : $"closed with {Code}: {Detail}";
}
