using System.Globalization;
using System.Text;

namespace EventPlatform.Gateway.ExternalApi;

/// <summary>Clients' texts in the log: what would steer a terminal or begin a line of its own is written as an escape.</summary>
internal static class LogText
{
    public static string Of(string text)
    {
        if (!text.Any(char.IsControl))
        {
            return text;
        }

        var output = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            if (char.IsControl(character))
            {
                output.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                output.Append(character);
            }
        }

        return output.ToString();
    }
}
