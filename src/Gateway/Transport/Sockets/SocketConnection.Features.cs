using System.Buffers;
using System.Collections;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace EventPlatform.Gateway.Transport.Sockets;

/// <summary>The connection is its own features and their collection; what others set lies in one array.</summary>
internal sealed partial class SocketConnection :
    IFeatureCollection,
    IConnectionIdFeature,
    IConnectionTransportFeature,
    IConnectionItemsFeature,
    IConnectionLifetimeFeature,
    IConnectionEndPointFeature,
    IConnectionSocketFeature,
    IMemoryPoolFeature
{
    /// <summary>Kestrel sets four, the listener its key.</summary>
    private const int SetCountUsual = 5;

    private static readonly Type[] OwnKeys =
    [
        typeof(IConnectionIdFeature), typeof(IConnectionTransportFeature), typeof(IConnectionItemsFeature),
        typeof(IConnectionLifetimeFeature), typeof(IConnectionEndPointFeature), typeof(IConnectionSocketFeature),
        typeof(IMemoryPoolFeature),
    ];

    private (Type Key, object? Feature)[] _set = new (Type, object?)[SetCountUsual];
    private int _setCount;
    private int _revision;

    public override IFeatureCollection Features => this;

    /// <summary>Made when somebody asks.</summary>
    public override IDictionary<object, object?> Items
    {
        get => field ??= new ConnectionItems();
        set;
    }

    MemoryPool<byte> IMemoryPoolFeature.MemoryPool => _pool;

    Socket IConnectionSocketFeature.Socket => Socket;

    bool IFeatureCollection.IsReadOnly => false;

    int IFeatureCollection.Revision => _revision;

    object? IFeatureCollection.this[Type key]
    {
        get
        {
            foreach (ref readonly var entry in _set.AsSpan(0, _setCount))
            {
                if (entry.Key == key)
                {
                    return entry.Feature;
                }
            }

            return Array.IndexOf(OwnKeys, key) < 0 ? null : this;
        }

        set
        {
            _revision++;
            foreach (ref var entry in _set.AsSpan(0, _setCount))
            {
                if (entry.Key == key)
                {
                    entry.Feature = value;
                    return;
                }
            }

            if (_setCount == _set.Length)
            {
                Array.Resize(ref _set, _setCount * 2);
            }

            _set[_setCount++] = (key, value);
        }
    }

    TFeature? IFeatureCollection.Get<TFeature>() where TFeature : default => (TFeature?)Features[typeof(TFeature)];

    void IFeatureCollection.Set<TFeature>(TFeature? instance) where TFeature : default => Features[typeof(TFeature)] = instance;

    /// <summary>In place, as others may be looking for theirs.</summary>
    private void ForgetKestrel()
    {
        foreach (ref var entry in _set.AsSpan(0, _setCount))
        {
            if (entry.Feature is not ListenerFeature)
            {
                entry.Feature = null;
            }
        }
    }

    IEnumerator<KeyValuePair<Type, object>> IEnumerable<KeyValuePair<Type, object>>.GetEnumerator()
    {
        for (var index = 0; index < _setCount; index++)
        {
            if (_set[index] is (var key, { } feature))
            {
                yield return new(key, feature);
            }
        }

        foreach (var key in OwnKeys)
        {
            if (!Array.Exists(_set, entry => entry.Key == key))
            {
                yield return new(key, this);
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<KeyValuePair<Type, object>>)this).GetEnumerator();
}
