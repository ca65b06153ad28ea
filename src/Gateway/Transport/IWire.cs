using System.IO.Pipelines;
using System.Net;

namespace EventPlatform.Gateway.Transport;

/// <summary>What a <see cref="MessageConnection"/> needs of its socket.</summary>
internal interface IWire
{
    PipeReader Input { get; }

    PipeWriter Output { get; }

    EndPoint? RemoteEndPoint { get; }

    EndPoint? LocalEndPoint { get; }

    bool IsTls { get; }

    string Listener { get; }

    /// <summary>Ends sending while input stays open (FIN). Called by the writer when everything is flushed.</summary>
    ValueTask EndOutput();

    /// <summary>Resets the connection: reads and writes under way end. From any thread, any number of times.</summary>
    void Abort();
}
