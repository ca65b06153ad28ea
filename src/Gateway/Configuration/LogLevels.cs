namespace EventPlatform.Gateway.Configuration;

/// <summary>
/// What may stand below <c>Logging</c>, as in .NET: <c>LogLevel:CATEGORY</c> and <c>PROVIDER:LogLevel:CATEGORY</c>. The framework reads it
/// itself, and would fail on a wrong level amid a reload.
/// </summary>
internal static class LogLevels
{
    public const string Section = "Logging";
    private const string Level = "LogLevel";

    /// <exception cref="ConfigurationException">An unknown key or a level that does not exist.</exception>
    public static void Check(LayeredSettings settings)
    {
        foreach (var name in settings.Children(Section))
        {
            var path = $"{Section}:{name}";
            if (IsLevel(name))
            {
                CheckLevels(settings, path);
                continue;
            }

            var below = settings.Children(path).ToArray();
            if (below.Length == 0 || Array.Find(below, key => !IsLevel(key)) is not null)
            {
                var key = Array.Find(below, key => !IsLevel(key)) is { } unknown ? $"{path}:{unknown}" : path;
                throw ConfigurationException.UnknownKey(key, $"{Level}:CATEGORY, PROVIDER:{Level}:CATEGORY");
            }

            CheckLevels(settings, $"{path}:{Level}");
        }
    }

    private static void CheckLevels(LayeredSettings settings, string path)
    {
        foreach (var key in settings.Children(path).Select(name => $"{path}:{name}"))
        {
            if (settings.Value(key) is { } text && !Enum.GetNames<LogLevel>().Contains(text, StringComparer.OrdinalIgnoreCase))
            {
                throw ConfigurationException.WrongValue(key, text, string.Join(", ", Enum.GetNames<LogLevel>()));
            }
        }
    }

    private static bool IsLevel(string name) => name.Equals(Level, StringComparison.OrdinalIgnoreCase);
}
