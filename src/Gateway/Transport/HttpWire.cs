using System.IO.Pipelines;
using System.Net;

namespace EventPlatform.Gateway.Transport;

/// <summary>A wire that began as an HTTP request.</summary>
internal abstract class HttpWire(HttpContext context) : IWire
{
    public abstract PipeReader Input { get; }

    public abstract PipeWriter Output { get; }

    public EndPoint? RemoteEndPoint { get; } =
        context.Connection.RemoteIpAddress is { } address ? new IPEndPoint(address, context.Connection.RemotePort) : null;

    public EndPoint? LocalEndPoint { get; } =
        context.Connection.LocalIpAddress is { } address ? new IPEndPoint(address, context.Connection.LocalPort) : null;

    public bool IsTls { get; } = context.Request.IsHttps;

    public string Listener { get; } = context.Features.Get<ListenerFeature>()?.Key ?? "";

    public abstract ValueTask EndOutput();

    public virtual void Abort() => context.Abort();
}
