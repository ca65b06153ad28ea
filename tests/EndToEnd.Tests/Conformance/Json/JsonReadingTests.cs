namespace EventPlatform.EndToEnd.Tests.Conformance.Json;

public sealed class JsonReadingTests
{
    [Theory]
    [InlineData("{ \"a\" : [ 1.0 , \"\\u0041\" , null ] }", "{\"a\":[1.0,\"\\u0041\",null]}")]
    [InlineData("[]", "[]")]
    [InlineData(" -0.5e+7 ", "-0.5e+7")]
    public void Parse_Source_IsAsWrittenWithoutWhiteSpace(string text, string source) =>
        Assert.Equal(source, JsonReading.Parse(text).Source);

    [Theory]
    [InlineData("\"a\\u00e9\\n\\/\\\\\\\"\"", "aé\n/\\\"")]
    public void Parse_String_IsUnescaped(string text, string value) =>
        Assert.Equal(value, Assert.IsType<JsonValue.Text>(JsonReading.Parse(text)).Value);

    [Fact]
    public void Parse_HalfASurrogatePair_StaysHalf() =>
        Assert.Equal('\ud83d', Assert.Single(Assert.IsType<JsonValue.Text>(JsonReading.Parse("\"\\ud83d\"")).Value));

    [Theory]
    [InlineData("")]
    [InlineData("{}{}")]
    [InlineData("[1,]")]
    [InlineData("[1 2]")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\" 1}")]
    [InlineData("{a:1}")]
    [InlineData("01")]
    [InlineData("1.")]
    [InlineData("+1")]
    [InlineData("\"\t\"")]
    [InlineData("\"\\q\"")]
    [InlineData("\"")]
    [InlineData("nul")]
    [InlineData("<any>")]
    public void Parse_NotJson_IsAnError(string text) => Assert.Throws<FormatException>(() => JsonReading.Parse(text));

    [Theory]
    [InlineData("<any>", "Any", "")]
    [InlineData("<int:id>", "Int", "id")]
    [InlineData("<id>", "Bound", "id")]
    [InlineData("<like \"a \\\"*\\\"\">", "Like", "a \"*\"")]
    public void ParseExpectation_Placeholder(string text, string kind, string argument)
    {
        var placeholder = Assert.IsType<JsonValue.Placeholder>(JsonReading.ParseExpectation(text));
        Assert.Equal((Enum.Parse<PlaceholderKind>(kind), argument), (placeholder.Kind, placeholder.Argument));
    }

    [Theory]
    [InlineData("<>")]
    [InlineData("<number:id>")]
    [InlineData("<like x>")]
    public void ParseExpectation_WrongPlaceholder_IsAnError(string text) =>
        Assert.Throws<FormatException>(() => JsonReading.ParseExpectation(text));
}
