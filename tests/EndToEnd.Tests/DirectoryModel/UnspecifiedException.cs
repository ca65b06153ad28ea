namespace EventPlatform.EndToEnd.Tests.DirectoryModel;

/// <summary>The specifications do not say what is to be done: no test may ask for it.</summary>
internal sealed class UnspecifiedException(string what) : Exception(what);
