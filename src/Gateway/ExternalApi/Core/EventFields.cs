using EventPlatform.Gateway.ExternalApi.Commands;

namespace EventPlatform.Gateway.ExternalApi.Core;

/// <summary>The fields that the commands of subclass <c>event</c> share.</summary>
internal static class EventFields
{
    public static readonly CommandField Class = new("class", FieldKind.Name, IsMandatory: true);
    public static readonly CommandField Subclass = new("subclass", FieldKind.Name);
    public static readonly CommandField Type = new("type", FieldKind.Name);
    public static readonly CommandField ObjId = new("obj_id", FieldKind.Name);
    public static readonly CommandField Body = new("body", FieldKind.Object);
    public static readonly CommandField Service = new("service", FieldKind.Service);
}
