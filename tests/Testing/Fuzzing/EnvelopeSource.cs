using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace EventPlatform.Testing.Fuzzing;

/// <summary>
/// Random messages of the External API: requests of every command, most of them nearly right, answers nobody waits for, and garbage.
/// </summary>
/// <param name="random">Where all of it comes from.</param>
/// <param name="names">What requests name.</param>
/// <param name="gaps">White space that may stand between tokens.</param>
public sealed class EnvelopeSource(Random random, FuzzNames names, string gaps = " \t")
{
    private readonly JsonSource _json = new(random);
    private int _lastTid;

    /// <summary>A message; about one of <paramref name="fatalOneIn"/> ends the connection.</summary>
    public byte[] Next(int fatalOneIn = 60) => random.Next(fatalOneIn) == 0 ? Broken() : Encoding.UTF8.GetBytes(random.Next(20) switch
    {
        0 => Response(),
        1 => $"{{\"ack\":{random.Next(1, 6)}}}",
        _ => Request(CommandTemplate.All[random.Next(CommandTemplate.All.Length)]),
    });

    /// <summary>A login that is refused or not, whatever the session id.</summary>
    public byte[] Login() => Encoding.UTF8.GetBytes(Request(CommandTemplate.Login));

    /// <summary>A request of any command, never login.</summary>
    public byte[] NextRequest() =>
        Encoding.UTF8.GetBytes(Request(CommandTemplate.All[random.Next(1, CommandTemplate.All.Length)]));

    /// <summary>Bytes that are nearly a message, or not even that.</summary>
    public byte[] Broken()
    {
        var message = NextRequest();
        switch (random.Next(8))
        {
            case 0:
                return message[..random.Next(message.Length)];
            case 1:
                message[random.Next(message.Length)] = (byte)random.Next(256);
                return message;
            case 2:
                return [.. message, .. message];
            case 3:
                return Encoding.UTF8.GetBytes(_json.Value().ToText());
            case 4:
                return Encoding.UTF8.GetBytes(
                    $"{{\"class\":\"core\",\"cmd\":\"x\",\"tid\":{_json.Deep(random.Next(60, 70)).ToText()}}}");
            case 5:
                return Encoding.UTF8.GetBytes("{\"class\":\"core\",\"cmd\":\"x\"}");
            case 6:
                return [0xEF, 0xBB, 0xBF, .. message];
            default:
                random.NextBytes(message);
                return [.. message.Where(value => value is not ((byte)'\n' or (byte)'\r'))];
        }
    }

    private string Response()
    {
        var tid = random.Next(3) == 0 ? _json.Value(2).ToText() : random.Next(1, 6).ToString(CultureInfo.InvariantCulture);
        var data = random.Next(2) == 0 ? "" : $",\"data\":{_json.Value(3).ToText()}";
        return $"{{\"result\":{Pick("\"ok\"", "\"error\"", "7", "null")}{data},\"tid\":{tid}}}";
    }

    private string Request(CommandTemplate command)
    {
        var members = new List<KeyValuePair<string, JsonTree>>
        {
            Member("class", Quoted(command.Class)),
            Member("cmd", Quoted(command.Cmd)),
            // Which of equal tids a late answer is for could not be told.
            Member("tid", command.Cmd == "cmd" ? new JsonTree.Leaf($"\"relay {++_lastTid}\"") : Tid()),
        };
        if (command.Subclass != "core" || random.Next(3) == 0)
        {
            members.Add(Member("subclass", Quoted(command.Subclass)));
        }

        members.Add(Member("data", random.Next(30) == 0 ? _json.Value(3) : Data(command)));
        switch (random.Next(40))
        {
            case 0:
                // Of equal names the last counts.
                members.Insert(0, Member(Pick("class", "cmd", "tid", "data", "subclass"), _json.Value(2)));
                break;
            case 1:
                members.Add(Member(Pick("class", "cmd", "subclass", "\\u0074id"), _json.Value(1)));
                break;
            case 2:
                members.Add(KeyValuePair.Create(_json.Name(), _json.Value()));
                break;
            case 3:
                members.Add(Member(Pick("result", "ack"), _json.Value(1)));
                break;
        }

        var shuffled = members.ToArray();
        random.Shuffle(shuffled);
        Func<string>? gap = random.Next(4) == 0 ? () => _json.Gap(gaps) : null;
        return new JsonTree.Branch([.. shuffled]).ToText(gap);
    }

    private JsonTree Tid() => random.Next(12) switch
    {
        0 => _json.Value(4),
        1 => new JsonTree.Leaf("null"),
        2 => new JsonTree.Leaf($"\"t{++_lastTid}\""),
        _ => new JsonTree.Leaf((++_lastTid).ToString(CultureInfo.InvariantCulture)),
    };

    private JsonTree.Branch Data(CommandTemplate command)
    {
        var fields = new List<KeyValuePair<string, JsonTree>>();
        foreach (var (name, content) in command.Fields)
        {
            // The first is mandatory where any is.
            if (fields.Count == 0 ? random.Next(15) > 0 : random.Next(3) > 0)
            {
                fields.Add(Member(name, random.Next(12) == 0 ? Odd() : Usual(content)));
            }
        }

        while (random.Next(8) == 0)
        {
            fields.Add(KeyValuePair.Create(_json.Name(), _json.Value(3)));
        }

        return new JsonTree.Branch([.. fields]);
    }

    private JsonTree Usual(FieldContent content) => content switch
    {
        FieldContent.User => Quoted(Pick(names.Users)),
        FieldContent.Session => Quoted(Pick(names.Sessions)),
        FieldContent.Class => Quoted(Pick(names.Classes)),
        FieldContent.Service => Quoted(names.Services[random.Next(5) == 0 ? random.Next(names.Services.Length) : 0]),
        FieldContent.Extension => Quoted(Pick(names.Extensions)),
        FieldContent.Name => Quoted(Pick(names.Texts)),
        FieldContent.Integer => new JsonTree.Leaf(Pick("1", "5", "7", "-1", "1000", "\"3\"", "4102444800000")),
        FieldContent.Object => _json.ObjectOf(3),
        _ => _json.Value(3),
    };

    /// <summary>What few fields take.</summary>
    private JsonTree Odd() => random.Next(6) switch
    {
        0 => new JsonTree.Leaf($"\"{new string('é', random.Next(250, 260))}\""),
        1 => new JsonTree.Leaf(Pick("\"a\\u0000b\"", "\"\\ud800\"", "\"*\"", "\"\"", "null", "7", "1.0", "-0", "true", "[]", "{}")),
        2 => new JsonTree.Leaf(_json.Number()),
        3 => _json.Deep(random.Next(1, 61)),
        _ => _json.Value(),
    };

    private static KeyValuePair<string, JsonTree> Member(string name, JsonTree value) => KeyValuePair.Create($"\"{name}\"", value);

    private static JsonTree.Leaf Quoted(string text) => new($"\"{text}\"");

    private string Pick(params string[] from) => from[random.Next(from.Length)];

    private string Pick(ImmutableArray<string> from) => from[random.Next(from.Length)];
}
