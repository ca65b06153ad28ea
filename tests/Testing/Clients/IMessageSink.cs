using System.Text.Json;

namespace EventPlatform.Testing.Clients;

/// <summary>Where a connection puts what comes in.</summary>
public interface IMessageSink
{
    void Add(JsonElement message);

    /// <summary>Nothing more will come.</summary>
    void End(Exception reason);
}
