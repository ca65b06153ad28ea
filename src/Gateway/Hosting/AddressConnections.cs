using System.Collections.Concurrent;
using System.Net;

namespace EventPlatform.Gateway.Hosting;

/// <summary>
/// Open connections of each client address, for <c>Limits:ConnectionsPerAddress</c>. Only addresses with connections are held.
/// </summary>
internal sealed class AddressConnections
{
    private readonly ConcurrentDictionary<IPAddress, int> _counts = new();

    /// <summary>Counts a connection; who got true calls <see cref="Leave"/> when it ends.</summary>
    /// <param name="address">The client.</param>
    /// <param name="max">The limit now; 0: none.</param>
    /// <returns>False when there are that many already.</returns>
    public bool TryEnter(IPAddress address, int max)
    {
        while (true)
        {
            var count = _counts.GetOrAdd(address, 0);
            if (max > 0 && count >= max)
            {
                return false;
            }

            if (_counts.TryUpdate(address, count + 1, count))
            {
                return true;
            }
        }
    }

    public void Leave(IPAddress address)
    {
        while (_counts.TryGetValue(address, out var count))
        {
            var isDone = count <= 1
                ? _counts.TryRemove(KeyValuePair.Create(address, count))
                : _counts.TryUpdate(address, count - 1, count);
            if (isDone)
            {
                return;
            }
        }
    }
}
