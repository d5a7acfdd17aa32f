namespace Delivery.Host.Sandbox;

/// <summary>How the sandbox is started.</summary>
internal sealed record SandboxStart(string Path, Uri Url, string DataDirectory);
