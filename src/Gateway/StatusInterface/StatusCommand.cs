namespace EventPlatform.Gateway.StatusInterface;

/// <summary>The nine commands (docs/protocols/status-interface.md, 2).</summary>
internal enum StatusCommand
{
    GetExtensionState,
    GetStatuses,
    GetExtensionStatus,
    GetExtensionNote,
    GetExtensionReturnTime,
    SetExtensionStatus,
    SetExtensionNote,
    SetExtensionReturnTime,
    Exit,
}
