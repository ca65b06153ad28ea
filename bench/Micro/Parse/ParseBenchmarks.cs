using System.IO.Pipelines;
using BenchmarkDotNet.Attributes;
using EventPlatform.Bench.Micro.Encode;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Bench.Micro.Parse;

/// <summary>From the bytes of a socket to an event that can be appended; figures per message.</summary>
[MemoryDiagnoser]
public class ParseBenchmarks
{
    private const int Burst = 32;
    private const int MessageBytesMax = 65_536;

    /// <summary>Kestrel reads into segments of this size, so that some frames lie in two.</summary>
    private const int SegmentBytes = 4_096;

    private readonly byte[] _burst = MaskedFrames.Burst(SendRequest.Text, Burst);
    private readonly Pipe _pipe = new(new PipeOptions(
        minimumSegmentSize: SegmentBytes, pauseWriterThreshold: 0, useSynchronizationContext: false));
    private readonly MessageInput _input;
    private readonly ApiFrontEnd _frontEnd = new();
    private readonly SendRequest _request;

    public ParseBenchmarks()
    {
        _input = new MessageInput(_pipe.Reader, new WebSocketDecoder(MessageBytesMax));
        _request = new SendRequest(_frontEnd);
    }

    [GlobalSetup]
    public void Check()
    {
        Expect.Equal(SendRequest.Text.Length * Burst, Frames().AsTask().GetAwaiter().GetResult());
        Expect.Equal(SampleEvent.BodyBytes, SendCommand());
        Expect.Equal(SampleEvent.ObjId.Length, _request.Read(SendRequest.Text).ObjId.Length);
    }

    [GlobalCleanup]
    public void End() => _frontEnd.Dispose();

    /// <summary>Good for: what framing, unmasking and the check of UTF-8 cost a message of a client that sends without waiting.</summary>
    [Benchmark(OperationsPerInvoke = Burst)]
    public async ValueTask<int> Frames()
    {
        await _pipe.Writer.WriteAsync(_burst);
        var bytes = 0;
        for (var message = 0; message < Burst; message++)
        {
            if (!_input.TryNext(out var decoded))
            {
                decoded = _input.Take(await _input.Fetch());
            }

            bytes += decoded.Payload.Length;
        }

        return bytes;
    }

    /// <summary>Good for: what JSON and the checks of a publish cost, without frames, rights and the answer.</summary>
    [Benchmark]
    public int SendCommand() => _request.Read(SendRequest.Text).Body.Length;
}
