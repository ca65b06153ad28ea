using System.Text.Json;

namespace EventPlatform.Gateway.Tests.LiveApi.OpenApi;

/// <summary>The checker itself must find what is wrong.</summary>
public sealed class SchemaCheckerTests
{
    private const string Closed =
        """
        {"type":"object","properties":{"id":{"type":"string","format":"uuid"},"n":{"type":["integer","null"],"minimum":-1},
        "w":{"type":"string","enum":["a","b"],"maxLength":1},"l":{"type":"array","items":{"$ref":"#/components/schemas/S"}}},
        "required":["id"],"additionalProperties":false}
        """;

    private const string Document = """{"components":{"schemas":{"S":{"type":"object","properties":{"x":{"type":"boolean"}}}}}}""";

    [Theory]
    [InlineData("""{"id":"00000000-0000-4000-8000-000000000001"}""")]
    [InlineData("""{"id":"00000000-0000-4000-8000-000000000001","n":null,"w":"b","l":[{"x":true},{"y":1}]}""")]
    public void Check_WhatFits_IsNotWrong(string json) => Assert.Empty(Check(json));

    [Theory]
    [InlineData("[]", "$ breaks type object")]
    [InlineData("{}", "$ lacks id")]
    [InlineData("""{"id":"x"}""", "$.id breaks format uuid")]
    [InlineData("""{"id":"00000000-0000-4000-8000-000000000001","more":1}""", "$ has more")]
    [InlineData("""{"id":"00000000-0000-4000-8000-000000000001","n":1.5}""", """$.n breaks type ["integer","null"]""")]
    [InlineData("""{"id":"00000000-0000-4000-8000-000000000001","n":-2}""", "$.n breaks minimum -1")]
    [InlineData("""{"id":"00000000-0000-4000-8000-000000000001","w":"c"}""", """$.w breaks enum ["a","b"]""")]
    [InlineData("""{"id":"00000000-0000-4000-8000-000000000001","l":[{"x":1}]}""", "$.l[0].x breaks type boolean")]
    public void Check_WhatDoesNot_IsNamed(string json, string wrong) => Assert.Equal([wrong], Check(json));

    [Fact]
    public void Check_UnknownKeyword_Throws() => Assert.Throws<NotSupportedException>(() =>
        new SchemaChecker(JsonElement.Parse(Document)).Check(JsonElement.Parse("1"), JsonElement.Parse("""{"anyOf":[]}""")));

    private static List<string> Check(string json) =>
        new SchemaChecker(JsonElement.Parse(Document)).Check(JsonElement.Parse(json), JsonElement.Parse(Closed));
}
