using System.Text.RegularExpressions;
using static EventPlatform.Gateway.Tests.LiveApi.SampleDirectory;

namespace EventPlatform.Gateway.Tests.LiveApi.OpenApi;

/// <summary>Members of <see cref="SampleDirectory"/> below which there is something, and bodies that are taken.</summary>
internal static partial class SampleValues
{
    public const string Session = "s1";

    /// <summary>A name that nothing has.</summary>
    public const string Nobody = "nobody";

    /// <summary>By the segment of their set: id and name.</summary>
    private static readonly Dictionary<string, (string Id, string Name)> Members = new(StringComparer.Ordinal)
    {
        ["coreServers"] = ($"{SampleDirectory.Core}", "default"),
        ["core"] = ($"{SampleDirectory.Core}", "default"),
        ["users"] = ($"{Mikey}", "mikey"),
        ["sessions"] = (Session, "mikey"),
        ["locations"] = ($"{Berlin}", "Berlin"),
        ["tenants"] = ($"{Sales}", "Sales"),
        ["statuses"] = ($"{Lunch}", "Lunch"),
        ["extensions"] = ($"{Sales300}", "300"),
    };

    /// <summary>By the name of their schema.</summary>
    private static readonly Dictionary<string, string> Bodies = new(StringComparer.Ordinal)
    {
        ["SetStatus"] = """{"status":"Lunch"}""",
        ["SetNote"] = """{"note":"n"}""",
        ["SetReturnTime"] = """{"returnTime":-1}""",
        ["SetUserStatus"] = """{"name":"Lunch","note":"n","returnTime":-1}""",
        ["SentEvent"] = """{"type":"t","body":{}}""",
        ["PublishedEvent"] = """{"class":"c","subclass":"s","type":"t","objId":"o","service":"second","body":{"a":1}}""",
        ["CoreServerChange"] = """{"id":"#01","slug":"s","name":"N"}""",
        ["NewLocation"] = """{"id":"#7f","name":"A"}""",
        ["LocationChange"] = """{"id":"#10","name":"A"}""",
        ["NewTenant"] = """{"id":"#7f","name":"A"}""",
        ["TenantChange"] = """{"id":"#20","name":"A"}""",
        ["NewStatus"] = """{"id":"#7f","name":"A","type":"away"}""",
        ["StatusChange"] = """{"id":"#31","name":"A","type":"away"}""",
        ["NewExtension"] = """{"id":"#7f","extensionNumber":"7","displayName":"D"}""",
        ["ExtensionChange"] = """{"id":"#41","extensionNumber":"7","displayName":"D"}""",
        ["NewAccount"] =
            """
            {"id":"#5e","username":"new","password":"12345678","enabled":true,"displayName":"N","extensionId":null,"roles":["r"]}
            """,
        ["AccountChange"] =
            """
            {"id":"#51","username":"new","password":"12345678","enabled":true,"displayName":"N","extensionId":null,"roles":["r"]}
            """,
        ["DirectoryImport"] =
            """
            {"version":1,"locations":[{"id":"#10","name":"B","tenants":[{"id":"#20","name":"T",
            "statuses":[{"id":"#31","name":"Lunch","type":"away"}],
            "extensions":[{"id":"#41","extensionNumber":"1","displayName":"D","status":"Lunch","note":"","returnTime":-1}]}]}],
            "users":[{"id":"#51","username":"m","displayName":"M","enabled":true,"roles":[],"extensionId":null,
            "password":"12345678","passwordHash":null}]}
            """,
    };

    public static (string Id, string Name) MemberOf(string set) => Members[set];

    public static string BodyOf(string schema) => WithIds(Bodies[schema]);

    /// <summary>The path of a template with sample values in it, or, in the last place, with one that names nothing.</summary>
    public static string PathOf(string template, bool isLost = false)
    {
        var places = Place().Count(template);
        return LiveServer.Base + Place().Replace(template, match =>
        {
            var isName = match.Groups[2].Success;
            var (id, name) = Members[match.Groups[1].Value];
            var isLastLost = isLost && --places == 0;
            return isName
                ? $"{match.Groups[1].Value}/getByName/{(isLastLost ? Nobody : name)}"
                : $"{match.Groups[1].Value}/{(isLastLost ? $"{Id(0x7e)}" : id)}";
        });
    }

    /// <summary>A template without the names of its parameters.</summary>
    public static string Bare(string template) => Parameter().Replace(template, "{}");

    [GeneratedRegex(@"(\w+)/(getByName/)?\{\w+\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Parameter();
}
