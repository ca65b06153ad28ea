using EventPlatform.Contracts.Sessions;

namespace EventPlatform.Grains.Gateways;

/// <summary>The stored list of gateways.</summary>
[GenerateSerializer, Alias("ep.state.Registry")]
internal sealed class RegistryState
{
    /// <summary>Bound of both lists of ended incarnations; the oldest is forgotten.</summary>
    internal const int PastMax = 256;

    [Id(0)]
    public int Version { get; set; } = 1;

    [Id(1)]
    public List<GatewayRef> Live { get; set; } = [];

    /// <summary>Ended, and not settled yet.</summary>
    [Id(2)]
    public List<GatewayRef> Ended { get; set; } = [];

    /// <summary>Every incarnation that ended lately, oldest first: it cannot come back.</summary>
    [Id(3)]
    public List<Guid> Past { get; set; } = [];

    internal bool HasEnded(GatewayRef gateway) => Past.Contains(gateway.Incarnation) || Ended.Contains(gateway);

    /// <summary>Takes an incarnation off the list; it is named as ended until it is settled, unless it said goodbye.</summary>
    internal void End(GatewayRef gateway, bool isNamed)
    {
        Live.Remove(gateway);
        if (isNamed)
        {
            Add(Ended, gateway);
        }

        Add(Past, gateway.Incarnation);
    }

    private static void Add<T>(List<T> list, T item)
    {
        list.Add(item);
        if (list.Count > PastMax)
        {
            list.RemoveAt(0);
        }
    }
}
