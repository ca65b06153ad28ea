using System.Collections.Immutable;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>
/// Replies of several lines (docs/protocols/status-interface.md, 2), encoded piece by piece as they are asked for. A piece is whole lines
/// without the last LF.
/// </summary>
internal static class Reports
{
    /// <summary>A piece ends with the line that reaches this size: few enough bytes to stay out of the large object heap.</summary>
    internal const int PieceBytes = 32_768;

    public static IEnumerable<ReadOnlyMemory<byte>> State(ImmutableArray<FrozenLocation> locations) => InPieces(StateLines(locations));

    public static IEnumerable<ReadOnlyMemory<byte>> Statuses(ImmutableArray<FrozenLocation> locations) => InPieces(StatusLines(locations));

    // State Report Started, then Location@#L, Tenant@#T, Extension@#number@#status@#note@#returnTime ..., State Report Finished
    private static IEnumerable<LineWriter> StateLines(ImmutableArray<FrozenLocation> locations)
    {
        var lines = new LineWriter();
        yield return lines.Line("State Report Started"u8);
        foreach (var location in locations)
        {
            yield return lines.Line("Location"u8).Name(location.Name);
            foreach (var tenant in location.Tenants)
            {
                yield return lines.Line("Tenant"u8).Name(tenant.Tenant.Name);
                foreach (var extension in tenant.Extensions)
                {
                    lines.Line("Extension"u8).Name(extension.Number).Name(extension.Status.Name);
                    yield return lines.Note(extension.State.Note).ReturnTime(extension.State.ReturnTime);
                }
            }
        }

        yield return lines.Line("State Report Finished"u8);
    }

    // Status Report Started, then Location@#L, Tenant@#T, Status@#name ..., Status Report Finished
    private static IEnumerable<LineWriter> StatusLines(ImmutableArray<FrozenLocation> locations)
    {
        var lines = new LineWriter();
        yield return lines.Line("Status Report Started"u8);
        foreach (var location in locations)
        {
            yield return lines.Line("Location"u8).Name(location.Name);
            foreach (var tenant in location.Tenants)
            {
                yield return lines.Line("Tenant"u8).Name(tenant.Tenant.Name);
                foreach (var status in tenant.Tenant.Statuses)
                {
                    yield return lines.Line("Status"u8).Name(status.Name);
                }
            }
        }

        yield return lines.Line("Status Report Finished"u8);
    }

    /// <summary>Takes what was written whenever it is enough for a piece.</summary>
    /// <param name="lines">Writes a line a step, always to the same writer.</param>
    private static IEnumerable<ReadOnlyMemory<byte>> InPieces(IEnumerable<LineWriter> lines)
    {
        LineWriter? writer = null;
        foreach (var line in lines)
        {
            writer = line;
            if (line.Length >= PieceBytes)
            {
                yield return line.Take();
            }
        }

        if (writer is { Length: > 0 })
        {
            yield return writer.Take();
        }
    }
}
