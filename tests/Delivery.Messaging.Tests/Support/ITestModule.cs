namespace Delivery.Messaging.Tests.Support;

/// <summary>Names a module of the tests; as a type argument, so that each has a context type of its own.</summary>
public interface ITestModule
{
    static abstract string Name { get; }
}
