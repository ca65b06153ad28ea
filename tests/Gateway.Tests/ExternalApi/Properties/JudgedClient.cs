using System.Text;
using EventPlatform.Gateway.Transport;
using EventPlatform.Testing.Fuzzing;

namespace EventPlatform.Gateway.Tests.ExternalApi.Properties;

/// <summary>A client whose every answer is judged; what is wrong is collected.</summary>
internal sealed class JudgedClient
{
    private readonly Framing _framing;
    private readonly List<string> _wrong = [];
    private readonly Func<JudgedClient, byte[], string?>? _judge;

    /// <param name="world">The server.</param>
    /// <param name="framing">WebSocket or lines.</param>
    /// <param name="judge">Says what else is wrong with a message.</param>
    /// <param name="mayBeStopped">Whether others may end its session.</param>
    public JudgedClient(
        ApiWorld world, Framing framing, Func<JudgedClient, byte[], string?>? judge = null, bool mayBeStopped = false)
    {
        _framing = framing;
        _judge = judge;
        Ledger = new AnswerLedger(framing == Framing.Line) { MayBeStopped = mayBeStopped };
        Wire = new WireClient(world, framing, Received);
    }

    public AnswerLedger Ledger { get; }

    public WireClient Wire { get; }

    /// <summary>Sends a message; on lines it may turn out to be several.</summary>
    public void Send(byte[] message)
    {
        if (_framing == Framing.WebSocket)
        {
            Ledger.Sending(MessageReading.Of(message));
            Wire.SendRaw(Wire.Framed(message));
            return;
        }

        foreach (var part in Encoding.Latin1.GetString(message).Split('\n'))
        {
            var line = Encoding.Latin1.GetBytes(part.EndsWith('\r') ? part[..^1] : part);
            if (line.AsSpan().IndexOfAnyExcept(" \t\r"u8) >= 0)
            {
                Ledger.Sending(MessageReading.Of(line));
            }
        }

        Wire.SendRaw(Wire.Framed(message));
    }

    public void Send(string message) => Send(Encoding.UTF8.GetBytes(message));

    /// <summary>Ends the connection and waits for it; fails when anything was wrong.</summary>
    public async Task End(ApiWorld world)
    {
        await Pump(world, Wire.WaitFor(_ => Ledger.OpenCount == 0));
        Wire.End();
        await Pump(world, Wire.Reading);
        await Wire.WaitEnded();
        if (Ledger.EndedByClient(Wire.Connection.CloseStatus) is { } wrong)
        {
            _wrong.Add(wrong);
        }

        ExpectNothingWrong();
    }

    public void ExpectNothingWrong()
    {
        lock (_wrong)
        {
            Assert.Empty(_wrong);
        }
    }

    /// <summary>Lets time pass until it is done: delays of logins and limits of relays are on the manual clock.</summary>
    private static async Task Pump(ApiWorld world, Task task)
    {
        while (!task.IsCompleted)
        {
            await Task.WhenAny(task, Task.Delay(TimeSpan.FromMilliseconds(2), TestContext.Current.CancellationToken));
            world.Clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        await task;
    }

    private void Received(byte[] message)
    {
        var wrong = Ledger.Received(message) ?? _judge?.Invoke(this, message);
        if (wrong is not null)
        {
            lock (_wrong)
            {
                _wrong.Add(wrong);
            }
        }
    }
}
