using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.Embedded;

/// <summary>The streams of one name, for grains and clients: they live in the silo that runs at the time.</summary>
internal sealed class MemoryStreamProvider(string name, EngineConnection connection, MemoryStreamOptions options) : IStreamProvider
{
    public string Name => name;

    public bool IsRewindable => false;

    internal MemoryStreamOptions Options => options;

    public IAsyncStream<T> GetStream<T>(StreamId streamId)
    {
        CopyRules.Check(typeof(T));
        return new MemoryStream<T>(this, streamId);
    }

    internal Task Publish(StreamId streamId, object? item)
        => connection.Engine is { } engine
            ? engine.Services.GetRequiredKeyedService<MemoryStreamHub>(name).AgentOf(streamId).Publish(item)
            : Task.FromException(new SiloUnavailableException($"The silo is not running; nothing was published to {streamId}."));
}
