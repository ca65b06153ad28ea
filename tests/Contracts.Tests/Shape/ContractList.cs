using System.Reflection;
using System.Text;

namespace EventPlatform.Contracts.Tests.Shape;

/// <summary>The text of docs/contracts.txt: everything that other versions of a process may rely on.</summary>
internal static class ContractList
{
    internal static string Write()
    {
        var text = new StringBuilder("Aliases, methods and ids of what crosses between processes. Written by tests/Contracts.Tests.\n");
        foreach (var type in ContractTypes.Interfaces)
        {
            text.Append($"\ngrain {ContractTypes.Alias(type)}\n");
            foreach (var method in type.GetMethods().OrderBy(method => method.Name, StringComparer.Ordinal))
            {
                text.Append($"  {Describe(method)}\n");
            }
        }

        foreach (var type in ContractTypes.Serialized)
        {
            text.Append($"\n{(type.IsEnum ? "enum" : "record")} {ContractTypes.Alias(type)}\n");
            foreach (var line in type.IsEnum ? Values(type) : Members(type))
            {
                text.Append($"  {line}\n");
            }
        }

        return text.ToString();
    }

    private static string Describe(MethodInfo method)
    {
        var parameters = string.Join(", ", method.GetParameters().Select(parameter => ContractTypes.NameOf(parameter.ParameterType)));
        var marks = (Marks.Has(method, "AlwaysInterleave") ? " interleaves" : "")
            + (Marks.ValueOf(method, "Idempotent") is true ? " idempotent" : "");
        return $"{ContractTypes.Alias(method)}({parameters}): {ContractTypes.NameOf(method.ReturnType)}"
            + $" [{Marks.ValueOf(method, "ResponseTimeout")}{marks}]";
    }

    private static IEnumerable<string> Values(Type type)
        => Enum.GetNames(type).Select(name => $"{Convert.ToInt64(Enum.Parse(type, name), null)} {name}");

    private static IEnumerable<string> Members(Type type)
        => ContractTypes.Members(type)
            .OrderBy(member => Marks.ValueOf(member, "Id") as uint?)
            .Select(member => $"{Marks.ValueOf(member, "Id")} {member.Name}: {ContractTypes.NameOf(member.PropertyType)}");
}
