using System.Net;

namespace EventPlatform.Gateway.StatusInterface;

/// <summary>What this interface asks of the configuration; asked anew for each connection, as these are reloaded while running.</summary>
internal interface IStatusSettings
{
    /// <summary><c>Limits:MessageBytes</c>: longest line without its end.</summary>
    int LineBytesMax { get; }

    /// <summary><c>Limits:StatusQueueBytes</c>: unsent bytes of event lines before the connection is reset.</summary>
    long QueueBytesMax { get; }

    /// <summary>Whether <c>Access:Status</c> lists the address, and no limit on connections speaks against it.</summary>
    bool IsAdmitted(EndPoint? remote);
}
