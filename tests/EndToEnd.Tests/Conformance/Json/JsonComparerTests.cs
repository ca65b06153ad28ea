namespace EventPlatform.EndToEnd.Tests.Conformance.Json;

public sealed class JsonComparerTests
{
    [Theory]
    [InlineData("{\"a\":1,\"b\":[true,null]}", "{ \"b\" : [ true , null ] , \"a\" : 1 }")]
    [InlineData("{\"a\":\"é/\"}", "{\"a\":\"\\u00e9\\/\"}")]
    [InlineData("{\"a\":1.0}", "{\"a\":1.0}")]
    [InlineData("{\"x\":{\"a\":1,\"b\":2,\"a\":3}}", "{\"x\":{\"b\":2,\"a\":1,\"a\":3}}")]
    [InlineData("{\"tid\":\"\\u0041\"}", "{\"tid\": \"\\u0041\" }")]
    [InlineData("{\"x\":<any>}", "{\"x\":[{}]}")]
    [InlineData("{\"x\":<int>}", "{\"x\":-7}")]
    [InlineData("{\"x\":<text>}", "{\"x\":\"\"}")]
    [InlineData("{\"x\":<object>}", "{\"x\":{\"y\":1}}")]
    [InlineData("{\"x\":<uuid>}", "{\"x\":\"6513270e-269e-4d37-b2a7-4de452e6b438\"}")]
    [InlineData("{\"x\":<like \"a*c\">}", "{\"x\":\"abbc\"}")]
    [InlineData("[<int:n>,<n>]", "[5,5]")]
    public void Compare_AsExpected_IsNull(string expected, string got) => Assert.Null(Compare(expected, got));

    [Theory]
    [InlineData("{\"a\":1}", "{\"a\":1.0}", "message.a: expected 1, got 1.0")]
    [InlineData("{\"a\":1}", "{\"a\":\"1\"}", "message.a: expected 1, got \"1\"")]
    [InlineData("{\"a\":1e2}", "{\"a\":1E2}", "message.a: expected 1e2, got 1E2")]
    [InlineData("{\"a\":\"x\"}", "{\"a\":\"X\"}", "message.a: expected \"x\", got \"X\"")]
    [InlineData("{\"a\":null}", "{}", "message: no member 'a'")]
    [InlineData("{}", "{\"a\":null}", "message: unexpected member 'a'")]
    [InlineData("{\"a\":{}}", "{\"a\":{\"b\":1}}", "message.a: unexpected member 'b'")]
    [InlineData("{\"a\":1}", "{\"a\":1,\"a\":1}", "message: unexpected member 'a'")]
    [InlineData("{\"a\":[1,2]}", "{\"a\":[2,1]}", "message.a[0]: expected 1, got 2")]
    [InlineData("{\"a\":[1]}", "{\"a\":[1,2]}", "message.a: expected 1 items, got 2")]
    [InlineData("{\"a\":[]}", "{\"a\":{}}", "message.a: expected [], got {}")]
    [InlineData("{\"tid\":\"A\"}", "{\"tid\":\"\\u0041\"}", "tid: expected as written \"A\", got \"\\u0041\"")]
    [InlineData("{\"ack\":{\"a\":1,\"b\":2}}", "{\"ack\":{\"b\":2,\"a\":1}}",
        "ack: expected as written {\"a\":1,\"b\":2}, got {\"b\":2,\"a\":1}")]
    [InlineData("{\"x\":<int>}", "{\"x\":1.0}", "message.x: expected <int>, got 1.0")]
    [InlineData("{\"x\":<text>}", "{\"x\":7}", "message.x: expected <text>, got 7")]
    [InlineData("{\"x\":<object>}", "{\"x\":[]}", "message.x: expected <object>, got []")]
    [InlineData("{\"x\":<uuid>}", "{\"x\":\"6513270E-269e-4d37-b2a7-4de452e6b438\"}",
        "message.x: expected <uuid>, got \"6513270E-269e-4d37-b2a7-4de452e6b438\"")]
    [InlineData("{\"x\":<like \"a*c\">}", "{\"x\":\"abcd\"}", "message.x: expected <like \"a*c\">, got \"abcd\"")]
    [InlineData("{\"x\":<like \"a.c\">}", "{\"x\":\"abc\"}", "message.x: expected <like \"a.c\">, got \"abc\"")]
    [InlineData("[<int:n>,<n>]", "[5,6]", "message[1]: expected 5, got 6")]
    [InlineData("[<n>]", "[5]", "message[0]: nothing has bound <n>")]
    [InlineData("[<any>]", "[]", "message: expected 1 items, got 0")]
    public void Compare_Different_SaysWhatAndWhere(string expected, string got, string difference) =>
        Assert.Equal(difference, Compare(expected, got));

    [Fact]
    public void Compare_ExpectationNotMet_BindsNothing()
    {
        var bindings = new Bindings();
        Assert.NotNull(JsonComparer.Compare(JsonReading.ParseExpectation("[<int:n>,1]"), JsonReading.Parse("[5,2]"), bindings));
        Assert.Null(bindings["n"]);
        Assert.Null(JsonComparer.Compare(JsonReading.ParseExpectation("[<int:n>,1]"), JsonReading.Parse("[5,1]"), bindings));
        Assert.Equal("5", bindings["n"]?.Source);
    }

    private static string? Compare(string expected, string got) =>
        JsonComparer.Compare(JsonReading.ParseExpectation(expected), JsonReading.Parse(got), new Bindings());
}
