using System.Diagnostics.Metrics;
using EventPlatform.Gateway.Configuration;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>Who does not read is reset, and nobody else notices (status-interface.md, 1).</summary>
public sealed class SlowReaderTests : IDisposable
{
    private const int OutputBytesMax = 4_096;
    private const int QueueBytes = 100_000;

    private readonly TestPlatform _platform = new(extensionCount: 5_000)
    {
        Settings = new PlatformOptions { Limits = new LimitsOptions { StatusQueueBytes = QueueBytes } },
    };

    private readonly MeterListener _listener = new();
    private long _slowCount;

    public SlowReaderTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "ep_slow_consumers_total" && instrument.Meter.Scope == _platform.Meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            Assert.Equal([new KeyValuePair<string, object?>("door", "status")], tags.ToArray());
            Interlocked.Add(ref _slowCount, value);
        });
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _platform.Dispose();
    }

    [Fact]
    public async Task Events_OverTheBound_ResetOnlyTheSlowReader()
    {
        var slow = _platform.Connect(OutputBytesMax);
        var other = _platform.Connect();
        await FloodReadBy(other);
        await slow.Served;
        Assert.True(slow.IsReset);
        Assert.Equal(1, Interlocked.Read(ref _slowCount));
    }

    [Fact]
    public async Task Events_HeldBackByAReport_CountToo()
    {
        var slow = _platform.Connect(OutputBytesMax);
        var other = _platform.Connect();
        await slow.Send("get_extension_state");
        await slow.Expect("State Report Started");
        await FloodReadBy(other);
        await slow.Served;
        Assert.True(slow.IsReset);
        Assert.Equal(1, Interlocked.Read(ref _slowCount));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task End_ReaderTakesLongerThanAClose_StillGetsWhatIsDue(bool isExit)
    {
        var slow = _platform.Connect(OutputBytesMax);
        await slow.Send("get_extension_state", isExit ? "exit" : "get_statuses");
        if (!isExit)
        {
            await slow.End();
        }

        // Until what is left fits into the pipe: the client of an exit has 3 s to end its side once it has got everything.
        for (var line = 0; line < 4_700; line++)
        {
            Assert.NotNull(await slow.ReadLine());
            _platform.Clock.Advance(line % 100 == 0 ? TimeSpan.FromSeconds(4) : TimeSpan.Zero);
        }

        var rest = await slow.ReadToEnd();
        Assert.Equal(isExit ? "State Report Finished" : "Status Report Finished", rest[^1]);
        Assert.False(slow.IsReset);
    }

    [Fact]
    public async Task Events_BelowTheBound_ArriveWhenTheReaderComes()
    {
        var slow = _platform.Connect(OutputBytesMax);
        await slow.Send("get_extension_state");
        await slow.Expect("State Report Started");
        for (var index = 0; index < 1_000; index++)
        {
            _platform.Note("10000", $"{index}");
        }

        var lines = await slow.Finish();
        Assert.Equal("ExtensionNoteUpdatedEvent@#Berlin@#Sales@#10000@#999", lines[^1]);
        Assert.Equal("State Report Finished", lines[^1_001]);
        Assert.Equal(0, Interlocked.Read(ref _slowCount));
    }

    [Fact]
    public async Task Replies_OverTheBound_DoNotCount()
    {
        var client = _platform.Connect(OutputBytesMax);
        await client.Send("get_extension_state", "get_extension_state", "get_extension_state");
        await client.Expect("State Report Started");
        Assert.Equal((3 * 5_006) - 1, (await client.Finish()).Length);
        Assert.False(client.IsReset);
    }

    [Fact]
    public async Task Reset_WhileASetIsUnderWay_EndsTheConnection()
    {
        _platform.Commands.Permission = new TaskCompletionSource().Task;
        var slow = _platform.Connect(OutputBytesMax);
        await slow.Send("set_extension_note@#Berlin@#Sales@#10000@#x");
        await FloodReadBy(_platform.Connect());
        await slow.Served;
        Assert.True(slow.IsReset);
    }

    /// <summary>More than the bound and than what a slow reader's pipe takes, while another connection reads along.</summary>
    private async Task FloodReadBy(TestClient reader)
    {
        for (var index = 0; index < 4_000; index++)
        {
            _platform.Note("10001", $"note {index}");
            await reader.Expect($"ExtensionNoteUpdatedEvent@#Berlin@#Sales@#10001@#note {index}");
        }
    }
}
