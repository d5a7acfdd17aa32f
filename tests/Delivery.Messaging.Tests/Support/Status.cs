using Delivery.Contracts;

namespace Delivery.Messaging.Tests.Support;

public sealed class Status : ITestModule
{
    public static string Name => Modules.Status;
}
