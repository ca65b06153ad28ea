namespace EventPlatform.Gateway.Configuration;

/// <summary>The setting names a file that must exist; a relative path starts at the working directory.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FilePathAttribute : Attribute;
