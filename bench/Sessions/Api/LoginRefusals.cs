using System.Text.Json;

namespace EventPlatform.Bench.Sessions.Api;

/// <summary>Reads how a login was refused.</summary>
internal static class LoginRefusals
{
    private const int UnauthorizedCode = 100_030;
    private const int OverloadedCode = 100_081;

    /// <param name="data">Data of an error: <c>{"code":C,"error":TEXT}</c></param>
    public static LoginRefusal Read(ReadOnlySpan<byte> data)
    {
        var (code, isUnauthorized, isOverloaded) = (0, false, false);
        var reader = new Utf8JsonReader(data.IsEmpty ? "{}"u8 : data);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isCode = reader.ValueTextEquals("code"u8);
            var isText = reader.ValueTextEquals("error"u8);
            reader.Read();
            if (isCode && reader.TokenType == JsonTokenType.Number)
            {
                _ = reader.TryGetInt32(out code);
            }
            else if (isText && reader.TokenType == JsonTokenType.String)
            {
                isUnauthorized = reader.ValueTextEquals("Unauthorized"u8);
                isOverloaded = reader.ValueTextEquals("Overloaded"u8);
            }

            reader.Skip();
        }

        return code switch
        {
            UnauthorizedCode when isUnauthorized => LoginRefusal.Unauthorized,
            OverloadedCode when isOverloaded => LoginRefusal.Overloaded,
            _ => LoginRefusal.None,
        };
    }
}
