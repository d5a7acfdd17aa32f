namespace Delivery.Contracts;

/// <summary>A message about one order, which is its correlation everywhere.</summary>
public interface IOrderMessage : IMessage
{
    /// <summary>The order, for example <c>ord_0198f2c07a5b7c3d8e9fa0b1c2d3e4f5</c>.</summary>
    string OrderId { get; }
}
