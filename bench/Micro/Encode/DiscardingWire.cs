using System.IO.Pipelines;
using System.Net;
using EventPlatform.Gateway.Transport;

namespace EventPlatform.Bench.Micro.Encode;

/// <summary>A socket on which nothing comes, and that takes everything at once.</summary>
internal sealed class DiscardingWire : IWire
{
    public PipeReader Input { get; } = new Pipe().Reader;

    public PipeWriter Output { get; } = new DiscardingOutput();

    public EndPoint? RemoteEndPoint => null;

    public EndPoint? LocalEndPoint => null;

    public bool IsTls => false;

    public string Listener => "Bench";

    public ValueTask EndOutput() => ValueTask.CompletedTask;

    public void Abort()
    {
        // There is nothing to end.
    }
}
