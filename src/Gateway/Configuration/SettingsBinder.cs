using System.Reflection;
using System.Text.RegularExpressions;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.Configuration;

/// <summary>
/// Settings into options, strictly: an unknown key or a wrong value is an exception that names it. The properties of
/// <see cref="PlatformOptions"/> are the sections, the properties of a section its keys.
/// </summary>
internal static partial class SettingsBinder
{
    /// <summary>Names of our sections, in which every key must be known.</summary>
    public static IReadOnlyList<string> Sections { get; } = [.. typeof(PlatformOptions).GetProperties().Select(property => property.Name)];

    /// <summary>Reads all sections and checks them as a whole.</summary>
    /// <exception cref="ConfigurationException">Something is wrong; nothing may be used.</exception>
    public static PlatformOptions Bind(IConfigurationRoot root)
    {
        var settings = new LayeredSettings(root);
        var options = new PlatformOptions();
        foreach (var section in typeof(PlatformOptions).GetProperties())
        {
            section.SetValue(options, ReadProperty(settings, section, section.Name, section.GetValue(options)));
        }

        LogLevels.Check(settings);
        PlatformRules.Check(options);
        return options;
    }

    /// <summary>Reads and checks the listeners alone, for whom nothing else concerns.</summary>
    /// <exception cref="ConfigurationException">A key or value of theirs is wrong.</exception>
    public static ListenersOptions BindListeners(IConfigurationRoot root)
    {
        var options = new ListenersOptions();
        Fill(new LayeredSettings(root), ListenersOptions.Section, options);
        return options;
    }

    private static object? ReadProperty(LayeredSettings settings, PropertyInfo property, string key, object? preset) => preset switch
    {
        AccessList => ReadList(settings, key) is { } entries ? ReadAccess(entries) : preset,
        ServicesOptions => ReadList(settings, key) is { } entries ? ReadServices(entries) : preset,
        _ when property.PropertyType == AuthorizationRuleReader.ListType => AuthorizationRuleReader.Read(settings, key) ?? preset,
        _ when preset is not null && property.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal) =>
            Fill(settings, key, preset),
        _ => settings.Value(key) is { } text ? SettingValue.Read(property, key, text) : preset,
    };

    private static object Fill(LayeredSettings settings, string path, object section)
    {
        var properties = section.GetType().GetProperties().Where(property => property.CanWrite).ToArray();
        if (settings.MisplacedValue(path) is { } value)
        {
            throw ConfigurationException.WrongValue(
                path, value, "keys below it: " + string.Join(", ", properties.Select(property => property.Name)));
        }

        foreach (var name in settings.Children(path))
        {
            if (!Array.Exists(properties, property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                throw ConfigurationException.UnknownKey($"{path}:{name}", string.Join(", ", properties.Select(property => property.Name)));
            }
        }

        foreach (var property in properties)
        {
            var key = $"{path}:{property.Name}";
            var preset = property.GetValue(section);
            var read = ReadProperty(settings, property, key, preset);
            if (!ReferenceEquals(read, preset))
            {
                property.SetValue(section, read);
            }

            CheckLeaf(settings, property, key);
        }

        return section;
    }

    /// <summary>Nothing stands below a key that is neither a list nor a section.</summary>
    private static void CheckLeaf(LayeredSettings settings, PropertyInfo property, string key)
    {
        if ((property.PropertyType.IsValueType && property.PropertyType != AuthorizationRuleReader.ListType)
            || property.PropertyType == typeof(string))
        {
            if (settings.Children(key).FirstOrDefault() is { } below)
            {
                throw ConfigurationException.UnknownKey($"{key}:{below}", $"{key} has one value");
            }
        }
    }

    private static List<(string Key, string Text)>? ReadList(LayeredSettings settings, string path)
    {
        if (settings.List(path) is not { } list)
        {
            return null;
        }

        var entries = new List<(string Key, string Text)>();
        foreach (var key in list.Entries)
        {
            if (list.Layer.Children(key).Count > 0 || list.Layer.Value(key) is not { } text)
            {
                throw ConfigurationException.WrongValue(key, list.Layer.Value(key), "a text");
            }

            entries.Add((key, text));
        }

        return entries;
    }

    private static AccessList ReadAccess(List<(string Key, string Text)> entries)
    {
        foreach (var (key, text) in entries)
        {
            if (!AddressRange.TryParse(text, out _))
            {
                throw ConfigurationException.WrongValue(key, text, "an address or CIDR, such as 10.0.0.0/8 or ::1");
            }
        }

        return AccessList.Of([.. entries.Select(entry => entry.Text)]);
    }

    private static ServicesOptions ReadServices(List<(string Key, string Text)> entries)
    {
        foreach (var (key, text) in entries)
        {
            if (!ServiceName().IsMatch(text))
            {
                throw ConfigurationException.WrongValue(key, text, "1 to 32 characters a-z, 0-9, _ and -");
            }
        }

        return new ServicesOptions { Names = [.. entries.Select(entry => entry.Text).Distinct()] };
    }

    [GeneratedRegex(@"^[a-z0-9_-]{1,32}\z")]
    private static partial Regex ServiceName();
}
