using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using System.Reflection;
using EventPlatform.Gateway.Security;

namespace EventPlatform.Gateway.Configuration;

/// <summary>Reads the text of one setting into its property's type and says what is allowed.</summary>
internal static class SettingValue
{
    /// <exception cref="ConfigurationException">The text is not allowed there.</exception>
    public static object? Read(PropertyInfo property, string key, string text)
    {
        var isOptional = new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;
        if (text.Length == 0 && isOptional)
        {
            return null;
        }

        var value = Convert(property.PropertyType, text);
        if (value is null || text.Length == 0 || property.GetCustomAttributes<ValidationAttribute>().Any(rule => !rule.IsValid(value)))
        {
            throw ConfigurationException.WrongValue(key, text, Allowed(property));
        }

        if (property.IsDefined(typeof(FilePathAttribute)) && !File.Exists(text))
        {
            throw ConfigurationException.WrongValue(key, text, "a file that exists");
        }

        return value;
    }

    private static object? Convert(Type type, string text) => type switch
    {
        _ when type == typeof(string) => text,
        _ when type == typeof(bool) => bool.TryParse(text, out var value) ? value : null,
        _ when type == typeof(int) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null,
        _ when type == typeof(TimeSpan) => ClockText.Parse(text),
        _ when type == typeof(IPAddress) => AddressRange.TryParseAddress(text, out var value) ? value : null,
        _ when type == typeof(Uri) =>
            Uri.TryCreate(text, UriKind.Absolute, out var value) && value.Scheme is "http" or "https" ? value : null,
        _ when type == typeof(ClusterRole) =>
            Enum.GetValues<ClusterRole>().Cast<ClusterRole?>().FirstOrDefault(role => NameOf(role) == text),
        _ => throw new InvalidOperationException($"No setting can have type {type}."),
    };

    private static string Allowed(PropertyInfo property)
    {
        var range = property.GetCustomAttribute<RangeAttribute>();
        var pattern = property.GetCustomAttribute<RegularExpressionAttribute>();
        return property.PropertyType switch
        {
            var type when type == typeof(bool) => "true or false",
            var type when type == typeof(int) => $"a whole number from {range!.Minimum} to {range.Maximum}",
            var type when type == typeof(TimeSpan) => $"a time as hh:mm:ss from {Clock(range!.Minimum)} to {Clock(range.Maximum)}",
            var type when type == typeof(IPAddress) => "an IP address",
            var type when type == typeof(Uri) => "an absolute address, http or https",
            var type when type == typeof(ClusterRole) => string.Join(", ", Enum.GetValues<ClusterRole>().Select(role => NameOf(role))),
            _ => pattern is null ? "a text that is not empty" : pattern.ErrorMessage!,
        };
    }

    private static string? NameOf(ClusterRole? role) => role switch
    {
        ClusterRole.Silo => "silo",
        ClusterRole.Gateway => "gateway",
        ClusterRole.Both => "both",
        _ => null,
    };

    // The attribute holds the bounds as they were written until it has checked a value.
    private static string Clock(object bound) =>
        ClockText.Write(bound as TimeSpan? ?? TimeSpan.Parse((string)bound, CultureInfo.InvariantCulture));
}
