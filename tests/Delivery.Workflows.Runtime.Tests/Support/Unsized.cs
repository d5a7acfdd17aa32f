namespace Delivery.Workflows.Runtime.Tests.Support;

/// <summary>A body whose length nobody says.</summary>
internal sealed class Unsized(byte[] content) : MemoryStream(content)
{
    public override bool CanSeek => false;
}
