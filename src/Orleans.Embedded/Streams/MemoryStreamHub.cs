using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>The streams of one provider inside the silo.</summary>
internal sealed class MemoryStreamHub(string name, Engine engine)
{
    private readonly ConcurrentDictionary<StreamId, StreamAgent> _agents = new();

    internal string Name => name;

    internal StreamAgent AgentOf(StreamId streamId)
        => _agents.TryGetValue(streamId, out var agent)
            ? agent
            : _agents.GetOrAdd(streamId, new StreamAgent(engine, streamId, SubscribersOf(streamId)));

    private List<StreamSubscriber> SubscribersOf(StreamId streamId)
    {
        var subscribers = new List<StreamSubscriber>();
        foreach (var grainClass in engine.Classes.All)
        {
            if (streamId.GetNamespace() is { } streamNamespace && grainClass.StreamNamespaces.Contains(streamNamespace))
            {
                var grainId = new GrainId(grainClass.GrainType, StreamKeys.ToGrainKey(streamId, grainClass));
                subscribers.Add(new StreamSubscriber(name, streamId, grainClass, grainId));
            }
        }

        return subscribers;
    }
}
