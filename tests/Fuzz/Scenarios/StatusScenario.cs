using System.Text;
using EventPlatform.Fuzz.Net;

namespace EventPlatform.Fuzz.Scenarios;

/// <summary>The Status interface: one reply for every line, in order; events only between replies (status-interface.md).</summary>
internal sealed class StatusScenario : IScenario
{
    private const string Last = "exit@#last";
    private const string LastReply = "Error: Expected 0 parameters, got 1.";

    private static readonly string[] Commands =
    [
        "get_extension_state", "get_statuses", "get_extension_status", "get_extension_note", "get_extension_return_time",
        "set_extension_status", "set_extension_note", "set_extension_return_time", "nothing", "", "exit ", "get_statuses ",
    ];

    private static readonly string[] Parameters =
    [
        "Berlin", "Sales", "4221", "4222", "Lunch", "Available", "0", "007", "41024448", "", "é😀", "#masknl#", "a\tb", "@", "#", "\u0001",
    ];

    public string Name => "status";

    public int Weight => 6;

    public async Task<string?> Run(FuzzContext context)
    {
        if (context.Ports.Status == 0)
        {
            return null;
        }

        var random = context.Random;
        var replies = new Replies();
        using var wire = await LineWire.Connect(context, context.Ports.Status, "status", replies.Take);
        var due = 0;
        for (var count = random.Next(1, 40); count > 0; count--)
        {
            var line = Line(random);
            due += Encoding.Latin1.GetString(line).Count(character => character == '\n') + 1;
            context.Counts.Add("messages out");
            await wire.SendBytes((byte[])[.. line, .. random.Next(4) == 0 && !line.AsSpan().EndsWith("\r"u8) ? "\r\n"u8 : "\n"u8]);
        }

        await wire.SendBytes(Encoding.UTF8.GetBytes(Last + "\n"));
        await Waiting.Until(() => replies.Count > due, wire.Reading, FuzzContext.Patience);
        switch (random.Next(3))
        {
            case 0:
                wire.Reset();
                break;
            case 1:
                wire.EndSending();
                break;
            default:
                await wire.SendBytes("exit\nget_statuses\n"u8.ToArray());
                break;
        }

        await Task.WhenAny(wire.Reading, Task.Delay(FuzzContext.Patience, context.Cancel));
        return wire.Wrong ?? (replies.Count != due + 1 ? $"{replies.Count} replies to {due + 1} lines"
            : replies.Last != LastReply ? $"not the reply to the last line: {replies.Last}"
            : wire.Reading.IsCompleted ? null : "the gateway has not ended the connection");
    }

    private static byte[] Line(Random random)
    {
        if (random.Next(60) == 0)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            return bytes;
        }

        var line = new StringBuilder(Pick(random, Commands));
        if (random.Next(3) > 0)
        {
            line.Append("@#Berlin@#Sales@#4221");
        }

        while (random.Next(3) > 0)
        {
            line.Append("@#").Append(Pick(random, Parameters));
        }

        if (random.Next(100) == 0)
        {
            line.Append('n', random.Next(65_000, 66_000));
        }

        return Encoding.UTF8.GetBytes(line.ToString());
    }

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];

    /// <summary>Tells replies from events, and reports of several lines from single ones.</summary>
    private sealed class Replies
    {
        private bool _isReport;
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public string Last { get; private set; } = "";

        public string? Take(byte[] message)
        {
            var line = Encoding.UTF8.GetString(message);
            var isEvent = line.Contains("Event@#", StringComparison.Ordinal) && !line.StartsWith("Error", StringComparison.Ordinal);
            if (isEvent && !line.StartsWith("Extension", StringComparison.Ordinal))
            {
                return $"an event that nobody caused: {line}";
            }

            if (isEvent && line.Split("@#")[0].EndsWith("Event", StringComparison.Ordinal))
            {
                return _isReport ? $"an event within a report: {line}" : null;
            }

            if (line.StartsWith("Error: Internal", StringComparison.Ordinal))
            {
                return line;
            }

            _isReport = line.EndsWith("Report Started", StringComparison.Ordinal)
                || (_isReport && !line.EndsWith("Report Finished", StringComparison.Ordinal));
            if (!_isReport)
            {
                Last = line;
                Interlocked.Increment(ref _count);
            }

            return null;
        }
    }
}
