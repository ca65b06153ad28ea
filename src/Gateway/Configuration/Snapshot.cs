using Microsoft.Extensions.Options;

namespace EventPlatform.Gateway.Configuration;

/// <summary>
/// A section as it is now. Sections that are reloaded are swapped whole, so a reader takes <see cref="CurrentValue"/> once and works with
/// that; options are never changed in place.
/// </summary>
internal sealed class Snapshot<T>(T value) : IOptionsMonitor<T>
    where T : class
{
    private readonly Lock _lock = new();
    private Action<T, string?>? _listeners;
    private T _value = value;

    public T CurrentValue => Volatile.Read(ref _value);

    public T Get(string? name) => CurrentValue;

    public IDisposable OnChange(Action<T, string?> listener)
    {
        lock (_lock)
        {
            _listeners += listener;
        }

        return new Subscription(() =>
        {
            lock (_lock)
            {
                _listeners -= listener;
            }
        });
    }

    /// <summary>Takes a new value and tells the listeners, one after the other.</summary>
    public void Replace(T value)
    {
        Action<T, string?>? listeners;
        lock (_lock)
        {
            Volatile.Write(ref _value, value);
            listeners = _listeners;
        }

        listeners?.Invoke(value, null);
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
