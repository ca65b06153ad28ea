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

    /// <summary>
    /// Takes the socket over from the server that accepted it, where that can be: its task may end before the connection does, and the
    /// server keeps nothing for it any more.
    /// </summary>
    /// <returns>False: the connection is over when the server's task is.</returns>
    bool TryTakeOver() => false;

    /// <summary>Closes a socket that was taken over.</summary>
    ValueTask Release() => default;
}
