namespace EventPlatform.Gateway.Configuration;

/// <summary>
/// The files that settings come from and those that they name, looked at from time to time. A change counts when the files look the same
/// at two looks in a row, so that what is still being written is not read. From any thread.
/// </summary>
/// <param name="files">Their paths as they are now.</param>
internal sealed class WatchedFiles(Func<IReadOnlyCollection<string>> files)
{
    private readonly Lock _lock = new();
    private Dictionary<string, FileStamp> _read = Look(files());
    private Dictionary<string, FileStamp>? _seen;

    /// <summary>Looks at the files.</summary>
    /// <returns>Whether they differ from what was read last, and have done so in the same way at the look before.</returns>
    public bool HaveChanged()
    {
        lock (_lock)
        {
            var now = Look(files());
            var before = _seen;
            _seen = now;
            return before is not null && now.Any(file => Differs(_read, file)) && !now.Any(file => Differs(before, file));
        }
    }

    /// <summary>They are about to be read: what they look like now is no change any more, whether the reading succeeds or not.</summary>
    public void BeginReading()
    {
        lock (_lock)
        {
            _read = Look(files());
        }
    }

    /// <summary>They were read; files that were not named before are known from now on.</summary>
    public void EndReading()
    {
        lock (_lock)
        {
            foreach (var (path, stamp) in Look(files()))
            {
                _read.TryAdd(path, stamp);
            }
        }
    }

    private static Dictionary<string, FileStamp> Look(IReadOnlyCollection<string> paths) =>
        paths.Distinct(StringComparer.Ordinal).ToDictionary(path => path, FileStamp.Of, StringComparer.Ordinal);

    private static bool Differs(Dictionary<string, FileStamp> from, KeyValuePair<string, FileStamp> file) =>
        !from.TryGetValue(file.Key, out var stamp) || stamp != file.Value;
}
