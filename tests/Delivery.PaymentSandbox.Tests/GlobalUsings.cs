global using Delivery.Testing;
global using Shouldly;
global using Xunit;
