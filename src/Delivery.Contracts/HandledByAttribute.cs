namespace Delivery.Contracts;

/// <summary>Names the module whose queue a command goes to.</summary>
/// <param name="module">One of <see cref="Modules"/>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class HandledByAttribute(string module) : Attribute
{
    /// <summary>The module's name, which is also its queue's.</summary>
    public string Module { get; } = module;
}
